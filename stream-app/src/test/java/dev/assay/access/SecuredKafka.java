package dev.assay.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Config;
import dev.assay.config.ConfigLoader;
import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;

/**
 * A real broker with a listener for each {@link Transport}, and one in plain text on which everything is allowed. Passwords
 * are in a file that settings refer to.
 */
final class SecuredKafka implements AutoCloseable {

    /** The user of all who belong here, but those of {@link #scramUser}. */
    static final String USER = "assay";

    static final String KEYSTORE_SECRET = "keystore";
    static final String SCRAM_SECRET = "scram";
    static final String OAUTH_SECRET = "oauth";
    static final String WRONG_SECRET = "wrong";

    private static final List<String> TOPICS = List.of(
            "turns", "alerts", "metrics", "activations", "dead-letters", "dispositions", "erasures", "checkpoints");
    private static final ScramCredentialInfo SCRAM = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);

    private final Path secretsFile;
    private final Properties secrets = new Properties();
    private final Map<String, Path> keystores = new HashMap<>();
    private final Map<String, Path> truststores = new HashMap<>();
    private final TokenIssuer issuer;
    private final EmbeddedBroker broker;
    private final Admin administrator;

    /** @param overrides settings of the broker besides */
    SecuredKafka(Path directory, Map<String, String> overrides)
            throws IOException, InterruptedException, GeneralSecurityException {
        secretsFile = directory.resolve("secrets.properties");
        for (String name : List.of(KEYSTORE_SECRET, OAUTH_SECRET, WRONG_SECRET)) {
            addSecret(name);
        }
        Certificates certificates = new Certificates(directory, secrets.getProperty(KEYSTORE_SECRET));
        for (String name : List.of("broker", "client", "stranger")) {
            keystores.put(name, certificates.keystore(name));
            truststores.put(name, certificates.truststore(keysOf(name)));
        }
        issuer = new TokenIssuer(USER, secrets.getProperty(OAUTH_SECRET));
        System.setProperty(
                BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG, issuer.tokenUrl() + "," + issuer.keysUrl());
        Map<String, String> settings = brokerSettings();
        settings.putAll(overrides);
        broker = EmbeddedBroker.start(
                directory.resolve("broker"),
                Arrays.stream(Transport.values()).collect(Collectors.toMap(Transport::name, Transport::protocol)),
                settings);
        administrator = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        addScramUser(USER, SCRAM_SECRET);
    }

    private Map<String, String> brokerSettings() {
        String login = "org.apache.kafka.common.security.";
        return new HashMap<>(Map.ofEntries(
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", keysOf("broker").toString()),
                Map.entry("ssl.keystore.password", secrets.getProperty(KEYSTORE_SECRET)),
                Map.entry("ssl.truststore.type", "PKCS12"),
                Map.entry("ssl.truststore.location", trustOf("client").toString()),
                Map.entry("ssl.truststore.password", secrets.getProperty(KEYSTORE_SECRET)),
                Map.entry("listener.name.mtls.ssl.client.auth", "required"),
                Map.entry("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.scram.scram-sha-512.sasl.jaas.config",
                        login + "scram.ScramLoginModule required;"),
                Map.entry("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER"),
                Map.entry(
                        "listener.name.oauth.oauthbearer.sasl.jaas.config",
                        login + "oauthbearer.OAuthBearerLoginModule required;"),
                Map.entry(
                        "listener.name.oauth.oauthbearer.sasl.server.callback.handler.class",
                        login + "oauthbearer.OAuthBearerValidatorCallbackHandler"),
                Map.entry("sasl.oauthbearer.jwks.endpoint.url", issuer.keysUrl()),
                Map.entry("sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE)));
    }

    /** Of an administrator for whom nothing is forbidden. */
    Admin administrator() {
        return administrator;
    }

    /** Creates the topics of a deployment, of one partition each. */
    void createTopics(String prefix) {
        TOPICS.forEach(topic -> createTopic(prefix + "." + topic, Map.of()));
    }

    void createTopic(String name, Map<String, String> settings) {
        broker.createTopic(name, 1, settings);
    }

    /** The configuration as an operator writes it, read as the command reads it. */
    static Config config(Path directory, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.put("assay.state.dir", directory.resolve("state").toString());
        properties.put("assay.http.port", "0");
        properties.putAll(settings);
        Path file = directory.resolve("assay.properties");
        try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
            properties.store(writer, null);
        }
        return ConfigLoader.load(List.of(file), Map.of(), Map.of());
    }

    /** Adds a user with a password of its own, and says how it connects. */
    Map<String, String> scramUser(String name) throws IOException, InterruptedException {
        addScramUser(name, name);
        return Transport.SCRAM.settings(this, Transport.scram(name, reference(name)));
    }

    private void addScramUser(String user, String secret) throws IOException, InterruptedException {
        addSecret(secret);
        try {
            administrator
                    .alterUserScramCredentials(
                            List.of(new UserScramCredentialUpsertion(user, SCRAM, secrets.getProperty(secret))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker took no password for " + user, e);
        }
    }

    private void addSecret(String name) throws IOException {
        secrets.put(name, name + "-" + UUID.randomUUID());
        try (Writer writer = Files.newBufferedWriter(secretsFile, UTF_8)) {
            secrets.store(writer, null);
        }
    }

    /** How a setting refers to a secret. */
    String reference(String secret) {
        return "${file:" + secretsFile + ":" + secret + "}";
    }

    /** Everything that must be found nowhere. */
    List<String> secrets() {
        Stream<String> passwords = secrets.values().stream().map(String.class::cast);
        return Stream.concat(passwords, issuer.issued().stream()).toList();
    }

    String bootstrapServers(Transport transport) {
        return broker.bootstrapServers(transport.name());
    }

    String tokenUrl() {
        return issuer.tokenUrl();
    }

    Path keysOf(String name) {
        return keystores.getOrDefault(name, Path.of("none"));
    }

    Path trustOf(String name) {
        return truststores.getOrDefault(name, Path.of("none"));
    }

    @Override
    public void close() {
        administrator.close();
        broker.close();
        issuer.close();
        System.clearProperty(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG);
    }
}
