const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Tabs by the pattern of WAI-ARIA: arrow keys go through them, and the one that is chosen is the only one that Tab stops at.
 * @param shown is told whenever another panel is
 */
export class Tabs {
  private readonly tabs: readonly HTMLElement[];
  private readonly shown: (id: string) => void;
  current: string;

  constructor(list: HTMLElement, shown: (id: string) => void) {
    this.tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    this.shown = shown;
    this.current = this.panelOf(this.tabs[0]);
    for (const [index, tab] of this.tabs.entries()) {
      tab.addEventListener('click', () => this.show(this.panelOf(tab)));
      tab.addEventListener('keydown', (event) => {
        const target = this.targetOf(event.key, index);
        if (!target) return;
        event.preventDefault();
        this.show(this.panelOf(target));
        target.focus();
      });
    }
  }

  show(id: string): void {
    this.current = id;
    for (const tab of this.tabs) {
      const isChosen = this.panelOf(tab) === id;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(this.panelOf(tab))?.toggleAttribute('hidden', !isChosen);
    }
    this.shown(id);
  }

  private targetOf(key: string, index: number): HTMLElement | undefined {
    const step = STEPS[key];
    if (step !== undefined) return this.tabs.at((index + step) % this.tabs.length);
    return key === 'Home' ? this.tabs[0] : key === 'End' ? this.tabs.at(-1) : undefined;
  }

  private panelOf(tab: HTMLElement | undefined): string {
    return tab?.getAttribute('aria-controls') ?? '';
  }
}
