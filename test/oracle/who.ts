import type { ImpactFilter } from '@rollcall/shared';
import type { ToldDirectory } from './directory.js';

const day = 86_400_000;

const asked = (wanted: string | string[] | undefined, value: string): boolean =>
  wanted === undefined || [wanted].flat().includes(value);

/** Whether a filter means this customer, by what is said of it now. */
export const isMeant = (
  customer: string | undefined,
  filter: ImpactFilter,
  directory: ToldDirectory,
  onset: number,
): boolean => {
  const { language, revenueMin, revenueMax, currency, billedThrough } = filter;
  const asksNothing = [filter.new, language, revenueMin, revenueMax, currency, billedThrough].every(
    (value) => value === undefined,
  );
  if (asksNothing) return true;
  if (customer === undefined) return false;
  const said = directory.now(customer);
  const since = said.since ?? undefined;
  const young = since === undefined ? 'unknown' : String(onset - since <= 90 * day);
  if (!asked(filter.new, young)) return false;
  const languages =
    language === undefined ? undefined : [language].flat().map((l) => l.toLowerCase());
  if (!asked(languages, said.language?.toLowerCase() ?? 'unknown')) return false;
  if (billedThrough !== undefined && !asked(billedThrough, said.billedThrough ?? '')) return false;
  if (currency !== undefined && said.revenue?.currency !== currency) return false;
  if (revenueMin !== undefined && !(said.revenue && said.revenue.amount >= revenueMin))
    return false;
  return revenueMax === undefined || (said.revenue != null && said.revenue.amount < revenueMax);
};
