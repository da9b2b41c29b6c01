/**
 * What was refused last, in the words of the command line: file, line and column first, then what to do instead.
 */
import type { OpeningCsv } from '../../study/opening/opening.ts';
import type { Refusal } from '../protocol.ts';
import { openData } from '../state/follow-url.ts';
import { attempted, failure } from '../state/state.ts';
import { settingText, withSetting } from './remedy.ts';

export function Failure() {
  const refusal = failure.value;
  if (refusal === null) return null;
  const { code, message, hint, file, line, column } = refusal;
  const place = [file, line, column].filter((one) => one !== undefined).join(':');
  return (
    <div class="failure" role="alert">
      <p>
        {place !== '' && <strong>{place}: </strong>}
        {code !== null && `error ${code}: `}
        {message}
        {hint !== null && <em> (hint: {hint})</em>}
      </p>
      <div class="bar">
        {remediesOf(refusal).map(({ text, data }) => (
          <button key={text} class="main" onClick={() => void openData(data)}>
            {text}
          </button>
        ))}
        <button onClick={() => (failure.value = null)}>Dismiss</button>
      </div>
    </div>
  );
}

/** The same file, read as the hint says. */
function remediesOf({ remedies = [] }: Refusal): { readonly text: string; readonly data: OpeningCsv }[] {
  const file = attempted.value;
  if (file?.kind !== 'csv' || 'pipeline' in file.reading) return [];
  const { reading } = file;
  return remedies.flatMap((setting) => {
    const better = withSetting(reading, setting);
    return better === null ? [] : [{ text: settingText(setting), data: { ...file, reading: better } }];
  });
}
