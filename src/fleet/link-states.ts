/** What both ends of a link come to, what is drawn below what first. `half`: one end does not have it yet, or any more. */
export const linkStates = ['unknown', 'up', 'half', 'one-way', 'down'] as const;
export type LinkState = (typeof linkStates)[number];
