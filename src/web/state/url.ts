/**
 * A place in the page as the hash of its URL and back: `#set=moons&hidden=6,4&seed=1&step=120&row=17&neuron=1.7`. What
 * can't be read is left out, so that an old or mistyped link still opens.
 */
import { formatPlace, type Edit, type NeuronPlace, type ParameterPlace } from '../../study/session/parameter-place.ts';
import type { GivenTrainingOptions } from '../../training/training-options.ts';
import { EDGE_KINDS, PARTS, type EdgeKind, type Part } from './state.ts';

export interface Place {
  /** The name of a built-in set. */
  readonly set: string | null;
  /** The name of a file of the reader's own; its bytes are not in the URL. */
  readonly file: string | null;
  /** Whether the network began here, in a page that was made for a trained one. */
  readonly isFresh: boolean;
  readonly training: GivenTrainingOptions;
  readonly edits: readonly Edit[];
  readonly step: number;
  /** From 1. */
  readonly row: number;
  readonly assumed: number | null;
  readonly neuron: NeuronPlace | null;
  readonly parameter: ParameterPlace | null;
  readonly equation: string | null;
  readonly isCodeOpen: boolean;
  readonly view: string;
  readonly edgeKind: EdgeKind;
  readonly part: Part;
  /** Rows of the traced step's batch. */
  readonly batch: number;
  readonly asksQuestions: boolean;
}

/** Options by their names in the URL. */
const NUMBERS = {
  rate: 'learningRate',
  batch: 'batchSize',
  l2: 'l2',
  decay: 'weightDecay',
  dropout: 'dropout',
  momentum: 'momentum',
  patience: 'patience',
} as const;
const TEXTS = { optimizer: 'optimizer', output: 'outputActivation', seed: 'seed' } as const;

export function formatHash(place: Place): string {
  const { set, file, training, edits, step, row, assumed, neuron, parameter, equation, isCodeOpen, asksQuestions } =
    place;
  const parts: (readonly [string, string | number | null | undefined])[] = [
    ['set', set],
    ['file', file],
    ['fresh', place.isFresh ? 'yes' : null],
    ['hidden', training.hidden?.join(',')],
    ...[...Object.entries(NUMBERS), ...Object.entries(TEXTS)].map(([key, name]) => [key, training[name]] as const),
    ...edits.map((edit) => ['edit', `${formatPlace(edit)}=${edit.value}@${edit.step}`] as const),
    ['step', step],
    ['row', row],
    ['as', assumed],
    ['rows', place.batch === 1 ? null : place.batch],
    ['neuron', neuron && `${neuron.layer}.${neuron.unit}`],
    ['param', parameter && formatPlace(parameter)],
    ['eq', equation],
    ['code', isCodeOpen ? 'yes' : null],
    ['part', place.part],
    ['edges', place.edgeKind === 'weight' ? null : place.edgeKind],
    ['view', place.view],
    ['ask', asksQuestions ? null : 'no'],
  ];
  const said = parts.filter(([, value]) => value !== null && value !== undefined);
  return `#${said.map(([key, value]) => `${key}=${encode(String(value))}`).join('&')}`;
}

/** What people write in a place stays readable. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/%(?:2C|5B|5D|3D|40)/g, decodeURIComponent);

export function parseHash(hash: string): Partial<Place> {
  const given = new Map<string, string>();
  const edits: Edit[] = [];
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [, key, text] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    if (key === undefined) continue;
    const value = decode(text!);
    if (key === 'edit') edits.push(...editOf(value));
    else given.set(key, value);
  }
  const whole = (key: string, least: number) => {
    const number = Number(given.get(key) || Number.NaN);
    return Number.isSafeInteger(number) && number >= least ? number : undefined;
  };
  const choice = <T extends string>(key: string, all: readonly T[]) => all.find((one) => one === given.get(key));
  const known = {
    set: given.get('set'),
    file: given.get('file'),
    isFresh: given.get('fresh') === 'yes' || undefined,
    batch: whole('rows', 1),
    step: whole('step', 0),
    row: whole('row', 1),
    assumed: whole('as', 0),
    neuron: neuronOf(given.get('neuron')),
    parameter: placeOf(given.get('param')),
    equation: given.get('eq'),
    isCodeOpen: given.get('code') === 'yes' || undefined,
    part: choice('part', PARTS),
    edgeKind: choice('edges', EDGE_KINDS),
    view: given.get('view'),
    asksQuestions: given.get('ask') === 'no' ? false : undefined,
  };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { ...said, training: trainingOf(given), edits };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trainingOf(given: ReadonlyMap<string, string>): GivenTrainingOptions {
  const training: Record<string, unknown> = {};
  const hidden = given.get('hidden');
  const widths = hidden === '' ? [] : hidden?.split(',').map(Number);
  if (widths?.every((width) => Number.isInteger(width) && width > 0)) training['hidden'] = widths;
  for (const [key, name] of Object.entries(NUMBERS)) {
    const text = given.get(key) ?? '';
    if (text !== '' && Number.isFinite(Number(text))) training[name] = Number(text);
  }
  for (const [key, name] of Object.entries(TEXTS)) if (given.get(key)) training[name] = given.get(key);
  return training;
}

function neuronOf(text: string | undefined): NeuronPlace | undefined {
  const [, layer, unit] = /^(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  return layer === undefined ? undefined : { layer: Number(layer), unit: Number(unit) };
}

function placeOf(text: string | undefined): ParameterPlace | undefined {
  const [, name, inside] = /^(\w+)\[(\d+(?:,\d+)*)\]$/.exec(text ?? '') ?? [];
  return name === undefined ? undefined : { name, place: inside!.split(',').map(Number) };
}

function editOf(text: string): Edit[] {
  const [, where, value, step] = /^(.*\])=([^@]+)@(\d+)$/.exec(text) ?? [];
  const place = placeOf(where);
  const number = Number(value);
  return place === undefined || !Number.isFinite(number) ? [] : [{ ...place, value: number, step: Number(step) }];
}
