/** Vite puts an imported style sheet beside the chunk that imports it. */
declare module '*.css';
