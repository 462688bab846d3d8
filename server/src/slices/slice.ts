/** One slice by its parts: what a customer does, where they are, what they hold. */
export interface SliceName {
  service: string;
  region: string;
  channel: string;
}
