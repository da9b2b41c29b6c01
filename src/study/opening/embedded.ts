/**
 * An opening as JSON, so that it can lie in a page: arrays of bytes and numbers are texts in base64, little-endian.
 */
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Opening } from './opening.ts';

export const EMBEDDED_SCHEMA = 'glassnet.study-opening/1';

export interface EmbeddedOpening {
  readonly schema: typeof EMBEDDED_SCHEMA;
  readonly opening: Opening;
  /** The words, quoted for a shell, that name file and model to other commands, and say how the file is read; none for a set. */
  readonly words: readonly string[];
}

/** An array is written as its type and its bytes. */
const TYPES = [Uint8Array, Float32Array, Int32Array] as const;
const ARRAY = /^(\w+):([A-Za-z0-9+/]*={0,2})$/;

export function embeddedText(embedded: EmbeddedOpening): string {
  return JSON.stringify(embedded, (_, value: unknown) => {
    const type = TYPES.find((one) => value instanceof one);
    if (type === undefined) return value;
    const { buffer, byteOffset, byteLength } = value as Uint8Array;
    return { array: `${type.name}:${encodeBase64(new Uint8Array(buffer, byteOffset, byteLength))}` };
  });
}

/** @param text as `embeddedText` writes it */
export function readEmbedded(text: string): EmbeddedOpening {
  return JSON.parse(text, (_, value: unknown) => arrayOf(value) ?? value) as EmbeddedOpening;
}

function arrayOf(value: unknown): InstanceType<(typeof TYPES)[number]> | undefined {
  const text = typeof value === 'object' && value !== null ? (value as { array?: unknown }).array : undefined;
  const [, name, base64] = (typeof text === 'string' && ARRAY.exec(text)) || [];
  const type = TYPES.find((one) => one.name === name);
  return type && new type(decodeBase64(base64!).buffer);
}
