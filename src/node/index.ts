/**
 * The parts of glassnet that need Node: files and threads.
 */
export { readTable, type CsvOptions, type TableFile } from './read-table.ts';
export { loadModel, saveModel } from './model-store.ts';
export { readPrepared, writePrepared } from './prepared-arrays.ts';
export { useThreads } from './threads.ts';
