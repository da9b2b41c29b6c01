/**
 * The parts of glassnet that need Node: files and threads.
 */
export { readTableFile, type TableFile } from './csv/read-table-file.ts';
export { loadModel, saveModel } from './stores/model-store.ts';
export { readPrepared, writePrepared } from './stores/prepared-arrays.ts';
export { useThreads } from './threads/threads.ts';
