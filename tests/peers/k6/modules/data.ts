/** Not shared here: each VU has its own. */
export const SharedArray = function shared(_: string, make: () => unknown[]): unknown[] {
  return make();
};
