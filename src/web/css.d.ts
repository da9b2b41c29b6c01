/** A style sheet that a module names: the build puts it into the page. */
declare module '*.css';
