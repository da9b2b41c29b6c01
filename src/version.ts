/**
 * The version of glassnet, which stands in every model file; a test holds it equal to the one of package.json.
 */
export const VERSION = '0.1.0';
