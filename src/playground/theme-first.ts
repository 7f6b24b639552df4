import { applyTheme, chosenTheme } from './page/theme.ts';

// Before anything is painted, so that no light page flashes up in a dark room.
applyTheme(chosenTheme());
