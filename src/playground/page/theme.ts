const KEY = 'meshinit.theme';
const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** The theme that somebody has chosen: the system's unless they did. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** The next one, which is remembered where that is possible. */
export function nextTheme(): Theme {
  const next = THEMES[(THEMES.indexOf(chosenTheme()) + 1) % THEMES.length] ?? 'auto';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Until the page is closed, then.
  }
  applyTheme(next);
  return next;
}
