/** The process's logger, by injection. In a healthy system nothing is logged as an error. */
export const LOG = Symbol('Logger');
