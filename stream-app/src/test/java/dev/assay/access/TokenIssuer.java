package dev.assay.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OAuth server on loopback: gives tokens signed with RS256 to the one client whose secret it knows, and publishes its
 * key.
 */
final class TokenIssuer implements AutoCloseable {

    static final String AUDIENCE = "kafka";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String KEY = "key-1";
    private static final int KEY_BITS = 2048;
    private static final int LIFETIME_SECONDS = 600;

    private final String client;
    private final String secret;
    private final KeyPair keys;
    private final HttpServer server;
    private final List<String> issued = new CopyOnWriteArrayList<>();

    TokenIssuer(String client, String secret) throws IOException, GeneralSecurityException {
        this.client = client;
        this.secret = secret;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", exchange -> answer(exchange, 200, keySet().toString()));
        server.start();
    }

    String tokenUrl() {
        return url("/token");
    }

    String keysUrl() {
        return url("/keys");
    }

    /** All tokens given so far. */
    List<String> issued() {
        return List.copyOf(issued);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void token(HttpExchange exchange) throws IOException {
        String credentials = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\": \"invalid_client\"}");
            return;
        }
        try {
            String token = signed();
            issued.add(token);
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("access_token", token)
                            .put("token_type", "Bearer")
                            .put("expires_in", LIFETIME_SECONDS)
                            .toString());
        } catch (GeneralSecurityException e) {
            answer(exchange, 500, "{}");
        }
    }

    private String signed() throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        ObjectNode header =
                JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", KEY);
        ObjectNode claims = JSON.createObjectNode()
                .put("sub", client)
                .put("aud", AUDIENCE)
                .put("scope", "chats")
                .put("iat", now)
                .put("exp", now + LIFETIME_SECONDS);
        String content = encoded(header) + "." + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    private ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode set = JSON.createObjectNode();
        set.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("kid", KEY)
                .put("alg", "RS256")
                .put("use", "sig")
                .put("n", BASE64.encodeToString(unsigned(key.getModulus())))
                .put("e", BASE64.encodeToString(unsigned(key.getPublicExponent())));
        return set;
    }

    /** Without the zero in front that only says that the number is positive. */
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(ObjectNode node) {
        return BASE64.encodeToString(node.toString().getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
