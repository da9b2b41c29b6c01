/**
 * The options of a command, each with what it takes there: what the one table says, unless the command means something
 * else by the name.
 */
import type { Command } from '../command-list/command.ts';
import { COMMON_OPTIONS } from './option-groups.ts';
import { OPTIONS, type FlagSpec, type OptionName } from './options.ts';

/** In the order of the help. */
export type Specs = ReadonlyMap<OptionName, FlagSpec>;

export function specsOf({ options, meanings = {} }: Command): Specs {
  return new Map([...options, ...COMMON_OPTIONS].map((name) => [name, meanings[name] ?? OPTIONS[name]]));
}
