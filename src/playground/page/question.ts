import { button, byId } from './element.ts';

interface Question<Answer extends string> {
  readonly title: string;
  readonly text: string;
  readonly body?: Node;
  /** What may be answered, by the button's label; the first is the safe one, which Escape gives too. */
  readonly answers: readonly [Answer, ...Answer[]];
}

/** Asks something that must be decided before the work goes on. */
export function ask<Answer extends string>({ title, text, body, answers }: Question<Answer>): Promise<Answer> {
  const dialog = byId('question', HTMLDialogElement);
  byId('question-title', HTMLElement).textContent = title;
  byId('question-text', HTMLElement).textContent = text;
  byId('question-body', HTMLElement).replaceChildren(...(body ? [body] : []));
  return new Promise((resolve) => {
    let answer: Answer = answers[0];
    const buttons = answers.map((label, index) =>
      button(
        label,
        () => {
          answer = label;
          dialog.close();
        },
        index === 0 ? { class: 'primary' } : {},
      ),
    );
    byId('question-answers', HTMLElement).replaceChildren(...buttons);
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
  });
}
