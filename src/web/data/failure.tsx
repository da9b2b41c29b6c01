/**
 * What was refused last, in the words of the command line: file, line and column first, then what to do instead.
 */
import { failure } from '../state/state.ts';

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
      <button onClick={() => (failure.value = null)}>Dismiss</button>
    </div>
  );
}
