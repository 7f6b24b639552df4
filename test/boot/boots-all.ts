/** Whether the lane has time for what CI leaves out, as `npm run tested` has. */
export const bootsAll = process.env['MESHINIT_BOOT'] === 'all';
