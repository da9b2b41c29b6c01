/**
 * Schema files: the type and role of each CSV column, written to be corrected by hand and read back.
 */
import { formatSchema, readSchema } from '../../formats/schema-file.ts';
import { schemaColumns, SCHEMA_SCHEMA, type SchemaConfig } from '../../data/schema-config.ts';
import { MISSING_WORDS } from '../../data/cells/missing.ts';
import { writeFiles, type WriteOptions } from '../files/atomic-write.ts';
import { readBytes } from './model-store.ts';
import type { CsvTable } from '../../data/read-table.ts';

/**
 * @param positive of two classes, the one that counts
 * @throws SystemError when the file cannot be written, or exists and `force` is not given.
 */
export async function writeSchema(
  path: string,
  file: CsvTable,
  options: WriteOptions,
  positive: string | null = null,
): Promise<void> {
  const columns = schemaColumns(file.names, file.schema, file.table);
  const config: SchemaConfig = {
    schema: SCHEMA_SCHEMA,
    missingWords: file.schema.missingWords ?? MISSING_WORDS,
    columns: columns.map(({ name, type }) => {
      return type === 'target' && positive !== null ? { name, type, positive } : { name, type };
    }),
  };
  await writeFiles(new Map([[path, formatSchema(config)]]), options);
}

/** @throws SystemError when the file cannot be read, FormatError when it is refused. */
export async function readSchemaFile(path: string): Promise<SchemaConfig> {
  return readSchema(new TextDecoder().decode(await readBytes(path)), path);
}
