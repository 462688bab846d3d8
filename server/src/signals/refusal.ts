import type { Rejection } from '@rollcall/shared';

/** Why a signal is not taken, without its place in the request. */
export type Refusal = Omit<Rejection, 'index'>;
