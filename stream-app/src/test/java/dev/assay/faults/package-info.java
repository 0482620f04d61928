/** The service under faults: killed, without its broker, with a failing engine, stopped under load. */
@NullMarked
package dev.assay.faults;

import org.jspecify.annotations.NullMarked;
