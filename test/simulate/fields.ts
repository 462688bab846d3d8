import { z } from 'zod';
import { timeOf } from './times.js';

/** Building blocks of the scenario's schema, whose errors say what to write instead. */

/** An object with exactly these fields. */
export const fields = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys'
        ? `there is no field "${keys.join('", "')}" here: known are ${Object.keys(shape).join(', ')}`
        : `expected a block of fields: ${Object.keys(shape).join(', ')}`,
  });

export const share = z
  .number({ error: 'expected a share: write a number from 0 (none) to 1 (all)' })
  .min(0, 'a share is not below 0: write a number from 0 (none) to 1 (all)')
  .max(1, 'a share is not above 1: write a number from 0 (none) to 1 (all), 0.4 for 40 %');

export const weight = z
  .number({ error: 'expected a weight: write a number, twice as much for twice as often' })
  .min(0, 'a weight is not below 0: write 0 or leave the entry out');

export const name = z
  .string({ error: 'expected a name: write a short text' })
  .regex(
    /^[\w .&-]{1,60}$/,
    'a name has 1 to 60 letters, digits, spaces and . & - _: shorten it or leave out the rest',
  );

export const names = z
  .array(name, { error: 'expected a list of names: write [one, another]' })
  .min(1, 'an empty list: name at least one, or leave the field out for all');

export const text = z.string({ error: 'expected a text' }).min(1, 'an empty text: say something');

const timeRemedy = 'write 12:30 for the first day, "+1d 02:45" for the second';

export const time = z
  .string({ error: `expected a time: ${timeRemedy}` })
  .refine((t) => timeOf(t) !== undefined, { error: `not a time: ${timeRemedy}` });

/** Values at times, with straight lines between them. */
export const curve = (value: z.ZodNumber) =>
  z
    .record(z.string(), value, { error: "expected times with values: write { '12:30': 0, … }" })
    .superRefine((points, context) => {
      let before: string | undefined;
      for (const key of Object.keys(points)) {
        const at = timeOf(key);
        const last = before === undefined ? undefined : timeOf(before);
        const wrong =
          at === undefined
            ? `"${key}" is not a time: ${timeRemedy}`
            : last !== undefined && at <= last
              ? `"${key}" does not come after "${before}": put the times in order`
              : undefined;
        if (wrong) context.addIssue({ code: 'custom', message: wrong, path: [key] });
        before = key;
      }
      if (before === undefined)
        context.addIssue({ code: 'custom', message: "no times: write { '12:30': 0, … }" });
    });
