/** The most deaths that a mesh is made to survive: more at once are an outage of a site, which wants a full mesh. */
export const MOST_DEATHS = 3;
