package dev.assay.access;

import static dev.assay.access.SecuredKafka.KEYSTORE_SECRET;
import static dev.assay.access.SecuredKafka.OAUTH_SECRET;
import static dev.assay.access.SecuredKafka.SCRAM_SECRET;

import java.util.HashMap;
import java.util.Map;

/** How a client reaches the broker and says who it is. Each is a listener of {@link SecuredKafka}, of the same name. */
enum Transport {
    TLS("SSL") {
        @Override
        Map<String, String> credentials(SecuredKafka kafka) {
            return Map.of();
        }
    },
    MTLS("SSL") {
        @Override
        Map<String, String> credentials(SecuredKafka kafka) {
            return keystore(kafka, "client");
        }

        @Override
        Map<String, String> wrongCredentials(SecuredKafka kafka) {
            return keystore(kafka, "stranger");
        }
    },
    SCRAM("SASL_SSL") {
        @Override
        Map<String, String> credentials(SecuredKafka kafka) {
            return scram(SecuredKafka.USER, kafka.reference(SCRAM_SECRET));
        }

        @Override
        Map<String, String> wrongCredentials(SecuredKafka kafka) {
            return scram(SecuredKafka.USER, kafka.reference(SecuredKafka.WRONG_SECRET));
        }
    },
    OAUTH("SASL_SSL") {
        @Override
        Map<String, String> credentials(SecuredKafka kafka) {
            return oauth(kafka, kafka.reference(OAUTH_SECRET));
        }

        @Override
        Map<String, String> wrongCredentials(SecuredKafka kafka) {
            return oauth(kafka, kafka.reference(SecuredKafka.WRONG_SECRET));
        }
    };

    private final String protocol;

    Transport(String protocol) {
        this.protocol = protocol;
    }

    String protocol() {
        return protocol;
    }

    /** What an operator would write into the configuration. */
    Map<String, String> settings(SecuredKafka kafka) {
        return settings(kafka, credentials(kafka));
    }

    /** The same by somebody who does not belong here. */
    Map<String, String> strangersSettings(SecuredKafka kafka) {
        Map<String, String> settings = settings(kafka, wrongCredentials(kafka));
        if (this == TLS) {
            settings.put(
                    "kafka.ssl.truststore.location", kafka.trustOf("client").toString());
        }
        return settings;
    }

    abstract Map<String, String> credentials(SecuredKafka kafka);

    Map<String, String> wrongCredentials(SecuredKafka kafka) {
        return credentials(kafka);
    }

    Map<String, String> settings(SecuredKafka kafka, Map<String, String> credentials) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "assay.bootstrap.servers", kafka.bootstrapServers(this),
                "kafka.security.protocol", protocol,
                "kafka.ssl.truststore.type", "PKCS12",
                "kafka.ssl.truststore.location", kafka.trustOf("broker").toString(),
                "kafka.ssl.truststore.password", kafka.reference(KEYSTORE_SECRET)));
        settings.putAll(credentials);
        return settings;
    }

    private static Map<String, String> keystore(SecuredKafka kafka, String name) {
        return Map.of(
                "kafka.ssl.keystore.type", "PKCS12",
                "kafka.ssl.keystore.location", kafka.keysOf(name).toString(),
                "kafka.ssl.keystore.password", kafka.reference(KEYSTORE_SECRET));
    }

    static Map<String, String> scram(String user, String password) {
        return Map.of(
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
    }

    private static Map<String, String> oauth(SecuredKafka kafka, String secret) {
        return Map.of(
                "kafka.sasl.mechanism",
                "OAUTHBEARER",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "kafka.sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "kafka.sasl.oauthbearer.token.endpoint.url",
                kafka.tokenUrl(),
                "kafka.sasl.oauthbearer.client.credentials.client.id",
                SecuredKafka.USER,
                "kafka.sasl.oauthbearer.client.credentials.client.secret",
                secret);
    }
}
