/**
 * Texts with settings in them: wording`leave it out with ${setting('drop', name)}`.
 */
import { quoted } from './errors.ts';
import type { Say, Setting, SettingName, Text, Wording } from './setting.ts';

/** A template tag. What stands in the template is text, another wording, or a setting. */
export function wording(strings: TemplateStringsArray, ...values: readonly (Text | Setting)[]): Wording {
  return new Parts(
    strings.flatMap((text, index) => {
      const value = values[index];
      if (value === undefined) return [text];
      return value instanceof Parts ? [text, ...value.parts] : [text, value as string | Setting];
    }),
  );
}

export function setting(option: SettingName, value?: Setting['value']): Setting {
  return value === undefined ? { option } : { option, value };
}

/** As code writes it: `drop: "age"`, `split: [60, 20, 20]`, or the bare name of the option. */
export function inCode({ option, value }: Setting): string {
  return value === undefined ? option : `${option}: ${literal(value)}`;
}

function literal(value: string | number | NonNullable<Setting['value']>): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'object' ? `[${value.map(literal).join(', ')}]` : String(value);
}

class Parts implements Wording {
  readonly parts: readonly (string | Setting)[];

  constructor(parts: readonly (string | Setting)[]) {
    this.parts = parts;
  }

  get settings(): readonly Setting[] {
    return this.parts.filter((part) => typeof part !== 'string');
  }

  in(say: Say): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : say(part))).join('');
  }

  toString(): string {
    return this.in(inCode);
  }

  toJSON(): string {
    return this.toString();
  }
}
