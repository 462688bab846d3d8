const pad = (value: number): string => String(value).padStart(2, '0');

/** A time as an input of type `datetime-local` takes it, on the reader's clock. */
export const toLocalInput = (at: number): string => {
  const d = new Date(at);
  const day = `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
  return `${day}T${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`;
};

/** What such an input holds, epoch ms; undefined when it is empty. */
export const fromLocalInput = (text: string): number | undefined => {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
};
