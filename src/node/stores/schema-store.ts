/**
 * Schema files: the type and role of each CSV column, written to be corrected by hand and read back.
 */
import { formatSchema, readSchema } from '../../formats/schema-file.ts';
import type { SchemaConfig } from '../../data/schema-config.ts';
import { writeFiles, type WriteOptions } from '../files/atomic-write.ts';
import { readBytes } from './model-store.ts';

/** @throws SystemError when the file cannot be written, or exists and `force` is not given. */
export async function writeSchema(path: string, config: SchemaConfig, options: WriteOptions): Promise<void> {
  await writeFiles(new Map([[path, formatSchema(config)]]), options);
}

/** @throws SystemError when the file cannot be read, FormatError when it is refused. */
export async function readSchemaFile(path: string): Promise<SchemaConfig> {
  return readSchema(new TextDecoder().decode(await readBytes(path)), path);
}
