/**
 * Opens a weight or bias.
 */
import type { ComponentChildren } from 'preact';
import type { ParameterPlace } from '../../study/session/parameter-place.ts';
import { chooseParameter } from '../state/state.ts';

interface PlaceButtonProps {
  /** Such as `W1[3,7]`. */
  readonly name: string;
  readonly children?: ComponentChildren;
}

export function PlaceButton({ name, children = name }: PlaceButtonProps) {
  return (
    <button data-opens={name} title={`Open ${name}`} onClick={() => chooseParameter(placeOf(name))}>
      {children}
    </button>
  );
}

/** @param name such as `W1[3,7]` */
export function placeOf(name: string): ParameterPlace {
  const [parameter, place] = name.split('[');
  return { name: parameter!, place: place!.replace(']', '').split(',').map(Number) };
}
