/** What operators get besides the service, Kubernetes manifests, Prometheus rules and dashboards, held against its code. */
@NullMarked
package dev.assay.platform;

import org.jspecify.annotations.NullMarked;
