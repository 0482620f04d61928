/** Reads topics from outside the service, without joining a group: alerts as they come, whole topics, single turns. */
@NullMarked
package dev.assay.follow;

import org.jspecify.annotations.NullMarked;
