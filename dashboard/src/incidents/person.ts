/** Who did something, as people read it: a signed-in page acts as the key it was signed in with. */
export const personOf = (by: string): string => by.replace(/^session:/, '');
