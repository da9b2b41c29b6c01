/**
 * Prints the table of four programs beside the same with others, for `docs/architecture.md`. Run with `npm run programs`.
 */
import { renderProgramTable } from './house/program-table.ts';

process.stdout.write(await renderProgramTable(process.cwd()));
