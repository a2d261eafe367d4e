/** The look of a page, imported by the page. */
declare module '*.css';
