/**
 * Where and when figures were measured: a figure without its machine says nothing.
 */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  /** Average number of waiting processes over the last minute: well above 0, others were at work. */
  readonly load: number;
  /** ISO 8601, UTC. */
  readonly date: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
    cores: availableParallelism(),
    memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: Math.round(loadavg()[0]! * 100) / 100,
    date: new Date().toISOString(),
  };
}

export function formatMachine({ cpu, cores, memoryGiB, platform, node, load, date }: Machine): string {
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}`,
    `Node ${node}, ${date.slice(0, 10)}, load ${load} when it began`,
  ].join('\n');
}
