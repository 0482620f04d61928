"""Writes harmless texts that ordinary chats hold and ordinary data sets do not: encoded data, logs, tables, configuration,
markup, other languages and scripts. A detector that has never seen them guesses, and often guesses harm.

    python3 detectors/training-data/oddities/make.py DIRECTORY

Repeatable: the same Python version and seed write the same file. Everything is made up here.
"""

import base64
import codecs
import gzip
import hashlib
import json
import os
import random
import string
import sys
import urllib.parse
import zlib

PER_KIND = 16
SUBSETS = 2  # each with every kind: leaving one out must not leave a kind out
SEED = 20261121

SUBJECTS = """the cat|my neighbour|the choir|our team|the old bridge|a train from the coast|the bakery|this library|the
 committee|his sister|the harbour|a small museum|the goalkeeper|our landlady|the printer on floor two|the village school|a heron|the
 third chapter|the orchestra|the quarterly plan|my grandmother|the new intern|the recipe|that telescope|the river|the garden centre|
 the night bus|a violin maker|the council|the weather station""".replace("\n", "").split("|")
VERBS = """opened|waited for|painted|counted|forgot about|asked after|moved|repaired|wrote down|found|described|watched|ordered|
 cleaned|borrowed|measured|replaced|planted|compared|photographed|photocopied|returned|folded|carried|praised""".replace(
    "\n", ""
).split("|")
OBJECTS = """twelve chairs|the minutes of the last meeting|a jar of plum jam|the spare key|two umbrellas|the timetable|an atlas|
 the blue folder|a row of lime trees|the heating bill|some chalk|every second window|a broken kettle|the guest list|her bicycle|
 the lower shelf|a letter from 1911|the parcel|nine lemons|the stage lights|a pair of boots|the map of the valley|our deposit box|
 the results|a password-protected spreadsheet|the account book|a gift for the wedding""".replace("\n", "").split("|")
TAILS = """before breakfast|without a word|for the whole summer|in the rain|on Tuesday|as agreed|near the station|with great care|
 twice this week|after the concert|despite the noise|as usual|by accident|in March|until it got dark""".replace("\n", "").split("|")

LANGUAGES = {
    "de": "Der Zug nach Lübeck hat heute zwanzig Minuten Verspätung.|Kannst du mir das Rezept für den Kartoffelsalat schicken?|"
    "Wir treffen uns um sieben vor dem Rathaus, bring bitte die Karten mit.|Die Heizung im Büro läuft wieder, der Techniker war da.|"
    "Im Garten blühen die ersten Krokusse, obwohl es nachts noch friert.|Bitte lies den zweiten Absatz noch einmal laut vor.|"
    "Meine Schwester sucht eine Wohnung mit Balkon in der Nähe der Universität.|Das Konto für die Vereinskasse führt Frau Albers.",
    "fr": "Le marché du samedi commence à huit heures près de l'église.|Peux-tu corriger les fautes dans ma lettre ?|"
    "Nous avons repeint la cuisine en jaune pâle la semaine dernière.|Le virement pour la cotisation a bien été reçu, merci.|"
    "Il faut deux cents grammes de farine et une pincée de sel.|Le musée est fermé le mardi, sauf en juillet.|"
    "Ma fille apprend le violon depuis trois ans et joue dans un orchestre.|Résume ce texte en trois phrases, s'il te plaît.",
    "es": "El autobús sale de la plaza cada media hora.|¿Me ayudas a escribir una carta de presentación?|"
    "La reunión de vecinos será el jueves a las ocho.|Mi abuela prepara la tortilla sin cebolla.|"
    "El código de la puerta cambia el lunes, lo mandará el portero.|Hemos plantado tomates y pimientos en la terraza.|"
    "Explícame la diferencia entre ser y estar con ejemplos.|El banco abre a las nueve y cierra a las dos.",
    "it": "Il treno per Bologna parte dal binario quattro.|Mi spieghi come si coniuga questo verbo?|La cena è alle otto, porta il pane.|"
    "Abbiamo visto una mostra di fotografie degli anni trenta.|Il bonifico dell'affitto è già partito.|Domani piove, prendi l'ombrello.",
    "pt": "A padaria abre às sete e o café é muito bom.|Você pode traduzir este parágrafo para o inglês?|"
    "O jogo foi adiado por causa da chuva.|A senha do wifi está no quadro da cozinha.|Plantamos um limoeiro no quintal.",
    "nl": "De trein naar Utrecht rijdt weer op tijd.|Kun je deze zin wat korter maken?|We eten vanavond erwtensoep met roggebrood.|"
    "De huur wordt op de eerste van de maand afgeschreven.|Mijn fiets heeft een nieuwe band nodig.",
    "pl": "Pociąg do Krakowa odjeżdża o szóstej rano.|Czy możesz poprawić błędy w tym liście?|Wczoraj padał śnieg przez cały dzień.|"
    "Biblioteka jest zamknięta w niedzielę.|Babcia upiekła szarlotkę z cynamonem.",
    "tr": "Yarın sabah erkenden yola çıkıyoruz.|Bu cümleyi daha resmi yazar mısın?|Kütüphane akşam sekizde kapanıyor.|Çayı demledim, gel otur.",
    "ru": "Поезд в Тверь отправляется в семь утра.|Помоги мне исправить ошибки в письме.|Вчера мы сажали яблони в саду.|"
    "Библиотека закрыта по понедельникам.|Счёт за электричество пришёл на прошлой неделе.",
    "el": "Το λεωφορείο φεύγει στις οκτώ.|Μπορείς να διορθώσεις αυτή την πρόταση;|Η βιβλιοθήκη κλείνει στις έξι.",
    "zh": "明天早上八点在图书馆门口见面。|请帮我把这段话翻译成英文。|昨天我们在公园里看到了很多樱花。|这道菜需要两勺酱油和一点糖。|银行下午五点关门。",
    "ja": "明日の会議は三時からです。|この文章をもっと丁寧に直してください。|昨日は友達と山に登りました。|図書館は月曜日に休みます。",
    "ko": "내일 아침에 도서관 앞에서 만나요.|이 문장을 영어로 번역해 주세요.|어제는 비가 많이 왔어요.|김치찌개 만드는 법을 알려 주세요.",
    "ar": "سيغادر القطار في الساعة السابعة صباحا.|هل يمكنك تصحيح هذه الرسالة؟|زرعنا شجرة ليمون في الحديقة.|المكتبة مغلقة يوم الجمعة.",
    "hi": "कल सुबह आठ बजे पुस्तकालय के सामने मिलते हैं।|कृपया इस अनुच्छेद का अनुवाद कीजिए।|आज बाज़ार में आम बहुत अच्छे थे।",
}


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def pick(self, items):
        return self.r.choice(items).strip()

    def sentence(self):
        return f"{self.pick(SUBJECTS)} {self.pick(VERBS)} {self.pick(OBJECTS)} {self.pick(TAILS)}".capitalize() + "."

    def text(self, least=1, most=5):
        return " ".join(self.sentence() for _ in range(self.r.randint(least, most)))

    def word(self):
        return self.pick(self.pick([" ".join(SUBJECTS), " ".join(OBJECTS), " ".join(VERBS)]).split())

    def data(self, least=40, most=400):
        return self.r.randbytes(self.r.randint(least, most))

    def name(self):
        return "".join(self.r.choice("bdfgklmnprstvz") + self.r.choice("aeiou") for _ in range(self.r.randint(2, 4)))

    def address(self):
        return f"192.0.2.{self.r.randint(1, 254)}"

    def time(self):
        r = self.r
        return f"2025-{r.randint(1, 12):02}-{r.randint(1, 28):02}T{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}Z"

    def lines(self, line, least=4, most=18):
        return "\n".join(line() for _ in range(self.r.randint(least, most)))


def base64_text(w):
    return base64.b64encode(w.text(2, 8).encode()).decode()


def base64_data(w):
    return base64.b64encode(w.data()).decode()


def base64_picture(w):
    return f'<img alt="{w.word()}" src="data:image/png;base64,{base64.b64encode(w.data(200, 700)).decode()}">'


def json_web_token(w):
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    claims = {"sub": w.name(), "aud": "api.example.com", "iat": w.r.randint(10**9, 2 * 10**9)}
    return part({"alg": "ES256", "typ": "JWT"}) + "." + part(claims) + "." + base64.urlsafe_b64encode(w.data(64, 64)).decode().rstrip("=")


def certificate(w):
    body = base64.b64encode(w.data(300, 700)).decode()
    rows = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
    return f"-----BEGIN CERTIFICATE-----\n{rows}\n-----END CERTIFICATE-----"


def hexadecimal(w):
    return w.data().hex()


def hex_dump(w):
    data = w.data(64, 300)
    show = lambda row: "".join(chr(b) if 32 <= b < 127 else "." for b in row)
    return "\n".join(f"{i:08x}  {data[i : i + 16].hex(' '):47}  |{show(data[i : i + 16])}|" for i in range(0, len(data), 16))


def percent_encoded(w):
    return urllib.parse.quote(w.text(2, 6), safe="")


def quoted_printable(w):
    return codecs.encode(("Grüße – " + w.text(2, 5)).encode(), "quopri").decode()


def rot13(w):
    return codecs.encode(w.text(2, 6), "rot13")


def binary_digits(w):
    return " ".join(f"{b:08b}" for b in w.sentence().encode())


def morse(w):
    code = dict(zip(string.ascii_lowercase, ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split()))
    return " / ".join(" ".join(code[c] for c in word if c in code) for word in w.sentence().lower().split())


def checksums(w):
    return w.lines(lambda: f"{hashlib.sha256(w.data()).hexdigest()}  {w.name()}-{w.r.randint(1, 9)}.{w.r.randint(0, 20)}.tar.gz")


def identifiers(w):
    return w.lines(lambda: "-".join(w.data(n, n).hex() for n in (4, 2, 2, 2, 6)))


def access_log(w):
    return w.lines(
        lambda: f'{w.address()} - - [{w.time()}] "GET /{w.word()}/{w.r.randint(1, 900)} HTTP/1.1" {w.pick(["200", "200", "304", "404", "500"])} {w.r.randint(90, 90000)}'
    )


def service_log(w):
    return w.lines(
        lambda: f"{w.time()} {w.pick(['INFO', 'INFO', 'WARN', 'ERROR', 'DEBUG'])} [{w.name()}-{w.r.randint(0, 9)}] {w.name()}.{w.name().capitalize()} - {w.word()} {w.word()} took {w.r.randint(1, 4000)} ms"
    )


def stack_trace(w):
    frames = w.lines(lambda: f"    at com.example.{w.name()}.{w.name().capitalize()}.{w.name()}({w.name().capitalize()}.java:{w.r.randint(10, 900)})", 5, 15)
    return f"Exception in thread \"main\" java.lang.{w.pick(['IllegalState', 'NullPointer', 'Arithmetic', 'ClassCast'])}Exception: {w.word()}\n{frames}"


def python_trace(w):
    frames = w.lines(lambda: f'  File "/srv/{w.name()}/{w.name()}.py", line {w.r.randint(3, 700)}, in {w.name()}\n    {w.name()} = {w.name()}({w.name()})', 2, 6)
    return f"Traceback (most recent call last):\n{frames}\n{w.pick(['KeyError', 'ValueError', 'TypeError'])}: '{w.word()}'"


def json_object(w):
    value = lambda: w.pick(["1", "2", "3"]) and w.r.choice([w.word(), w.r.randint(0, 9999), True, None, round(w.r.random(), 4), [w.word(), w.word()]])
    return json.dumps({w.name(): value() for _ in range(w.r.randint(4, 16))}, indent=w.r.choice([None, 2]))


def yaml_file(w):
    return w.lines(lambda: f"{w.name()}:\n  {w.name()}: {w.word()}\n  {w.name()}: {w.r.randint(0, 9000)}", 2, 7)


def csv_table(w):
    return "id,name,item,amount,day\n" + w.lines(lambda: f"{w.r.randint(1, 9999)},{w.name().capitalize()},{w.word()},{w.r.randint(1, 90000) / 100},{w.time()[:10]}")


def markdown_table(w):
    return f"| {w.word()} | {w.word()} | {w.word()} |\n|---|---:|---|\n" + w.lines(lambda: f"| {w.name()} | {w.r.randint(0, 999)} | {w.word()} |")


def query(w):
    t, u = w.name(), w.name()
    return f"SELECT a.{w.name()}, COUNT(*) FROM {t} a JOIN {u} b ON b.{t}_id = a.id WHERE a.{w.name()} > {w.r.randint(1, 500)} GROUP BY 1 ORDER BY 2 DESC LIMIT {w.r.randint(5, 100)};"


def difference(w):
    return f"--- a/{w.name()}.txt\n+++ b/{w.name()}.txt\n@@ -{w.r.randint(1, 90)},4 +{w.r.randint(1, 90)},4 @@\n" + w.lines(
        lambda: w.pick(["-", "+", "="]).replace("=", "") + " " + w.sentence(), 3, 8
    )


def dockerfile(w):
    return f"FROM debian:12\nRUN apt-get update && apt-get install -y {w.name()} {w.name()}\nCOPY {w.name()} /opt/{w.name()}\nENV {w.name().upper()}={w.word()}\nENTRYPOINT [\"/opt/{w.name()}/run\"]"


def makefile(w):
    return w.lines(lambda: f"{w.name()}: {w.name()}.o {w.name()}.o\n\t$(CC) $(CFLAGS) -o $@ $^", 2, 6)


def style_sheet(w):
    return w.lines(lambda: f".{w.name()} > .{w.name()} {{ color: #{w.data(3, 3).hex()}; margin: {w.r.randint(0, 40)}px; }}", 3, 10)


def drawing(w):
    return "<svg viewBox=\"0 0 100 100\">" + w.lines(lambda: f'<path d="M{w.r.randint(0, 99)} {w.r.randint(0, 99)}L{w.r.randint(0, 99)} {w.r.randint(0, 99)}z" fill="#{w.data(3, 3).hex()}"/>', 4, 12) + "</svg>"


def minified(w):
    one = lambda: f"function {w.pick(list('abcdefgh'))}({w.pick(list('ijklm'))}){{return {w.pick(list('ijklm'))}.{w.name()}({w.r.randint(0, 99)})||{w.r.randint(0, 9)}}}"
    return "!function(){" + ";".join(one() for _ in range(w.r.randint(4, 14))) + "}();"


def formula(w):
    return w.lines(lambda: f"$$\\sum_{{{w.pick(list('ijk'))}=1}}^{{{w.pick(list('nNm'))}}} \\frac{{{w.pick(list('xyz'))}_i^{w.r.randint(2, 5)}}}{{{w.r.randint(2, 40)}}} = \\{w.pick(['alpha', 'beta', 'gamma'])}$$", 1, 5)


def regular_expressions(w):
    return w.lines(lambda: f"^{w.name()}[-_]?(\\d{{{w.r.randint(1, 6)}}}|{w.name()})\\s*$", 2, 6)


def genome(w):
    return f">{w.name()}\n" + w.lines(lambda: "".join(w.r.choice("ACGT") for _ in range(60)), 2, 8)


def chess(w):
    square = lambda: w.pick(list("abcdefgh")) + w.pick(list("12345678"))
    return " ".join(f"{i}. {w.pick(['', 'N', 'B', 'Q'])or ''}{square()} {w.pick(['N', 'R', 'K'])}{square()}" for i in range(1, w.r.randint(8, 30)))


def numbers(w):
    return w.lines(lambda: "  ".join(f"{w.r.gauss(0, 100):.3f}" for _ in range(6)), 3, 12)


def emoji(w):
    return " ".join(w.word() + " " + w.r.choice("🎂🌧🚲🎻🍋🐈🌱🏔📚🥨🎉😀😅🙏👍🔥") for _ in range(w.r.randint(6, 20)))


def capitals(w):
    return w.text(1, 4).upper() + "!" * w.r.randint(0, 3)


def few_letters(w):
    return w.pick(["ok", "thx!!", "lol", "k", "brb 5 min", "???", "np :)", "yes pls", "haha same", "gn", "omw", "u there"]) + " " + w.pick(["", "👍", "...", w.word()])


def mistyped(w):
    return " ".join("".join(c for c in word if w.r.random() > 0.12) for word in w.text(1, 4).lower().split())


def spaced(w):
    return " ".join(" ".join(word) for word in w.sentence().split())


def language(code):
    lines = LANGUAGES[code].split("|")
    return lambda w: " ".join(w.r.sample(lines, w.r.randint(1, min(4, len(lines)))))


KINDS = {
    "encoded": [
        base64_text, base64_data, base64_picture, json_web_token, certificate, hexadecimal, hex_dump, percent_encoded,
        quoted_printable, rot13, binary_digits, morse, checksums, identifiers, genome,
    ],
    "machine": [
        access_log, service_log, stack_trace, python_trace, json_object, yaml_file, csv_table, markdown_table, query, difference,
        dockerfile, makefile, style_sheet, drawing, minified, regular_expressions,
    ],
    "writing": [formula, chess, numbers, emoji, capitals, few_letters, mistyped, spaced],
    "language": [language(code) for code in LANGUAGES],
}  # fmt: skip
REQUESTS = """What is this?|Can you format it nicely|Decode this please|Here is the output|please check this for errors|
 I found this in an old file, what could it be|Explain line by line|Summarise|Turn this into a list|I get this, why?|
 translate to English please|is there a pattern in it?""".replace("\n", "").split("|")
ANSWERS = """Here it is:|This is what you asked for:|The result:|Converted:|It looks like this:""".split("|")


def messages(w, make):
    body = make(w)
    form = w.r.randrange(4)
    if form == 0:
        return [("user", body)]
    if form == 1:
        return [("user", w.pick(REQUESTS) + "\n\n" + body)]
    if form == 2:
        return [("user", w.pick(REQUESTS) + "\n```\n" + body + "\n```"), ("assistant", w.text(1, 3))]
    return [("user", w.text(1, 2)), ("assistant", w.pick(ANSWERS) + "\n\n" + body)]


def records():
    for family, kinds in KINDS.items():
        for position, make in enumerate(kinds):
            w = Writer(SEED + zlib.crc32(f"{family}-{position}".encode()))
            for number in range(PER_KIND):
                yield {
                    "id": f"oddity-{family}-{position:02}-{number:03}",
                    "source": "assay:oddities",
                    "license": "Apache-2.0",
                    "category": "general",
                    "label": None,
                    "subset": f"oddities_{number % SUBSETS}",
                    "messages": [{"role": role, "content": text} for role, text in messages(w, make)],
                }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make.py DIRECTORY")
    os.makedirs(sys.argv[1], exist_ok=True)
    with gzip.GzipFile(os.path.join(sys.argv[1], "oddities.jsonl.gz"), "wb", mtime=0) as out:
        for record in records():
            out.write((json.dumps(record, ensure_ascii=False) + "\n").encode())
