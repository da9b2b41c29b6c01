/**
 * A model file says everything but its weights in one header: columns, the kinds in them, classes, layers. A longer one
 * than this is neither written nor read.
 */
export const MOST_HEADER_BYTES = 16 * 1024 * 1024;
