/**
 * The views' panel: a tab for each, one of them open.
 */
import { view } from '../state/state.ts';
import { VIEWS } from './views.ts';

export function ViewTabs() {
  const open = VIEWS.find(({ id }) => id === view.value) ?? VIEWS[0];
  if (open === undefined) return null;
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(open) + by + VIEWS.length) % VIEWS.length]!;
    view.value = next.id;
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <section class="panel views" aria-label="Views">
      <div role="tablist" aria-label="Views" onKeyDown={move}>
        {VIEWS.map(({ id, title }) => (
          <button
            key={id}
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === open.id}
            aria-controls="view"
            tabIndex={id === open.id ? 0 : -1}
            onClick={() => (view.value = id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="view" aria-labelledby={`tab-${open.id}`} tabIndex={-1}>
        <open.component key={open.id} />
      </div>
    </section>
  );
}
