/** The demo that npm start plays where nobody says another. */
export const usualDemo = 'christmas-eve-2012';

/** What there is to choose from: the player's scenarios; none where no player came along. */
export interface DemoChoice {
  /** What was asked for; undefined: nothing was said. */
  asked: string | undefined;
  scenarios: readonly string[];
  /** The demo was removed in an earlier run. */
  removed: boolean;
}

/** The scenario to play, or `off`; or why what was asked for can't be played. */
export const chooseDemo = ({
  asked,
  scenarios,
  removed,
}: DemoChoice): { demo: string } | { refused: string } => {
  if (asked === 'off') return { demo: 'off' };
  if (asked === undefined) {
    return { demo: !removed && scenarios.includes(usualDemo) ? usualDemo : 'off' };
  }
  if (scenarios.includes(asked)) return { demo: asked };
  const there = scenarios.length === 0 ? 'there is none here' : `there are ${scenarios.join(', ')}`;
  return { refused: `There is no demo called "${asked}": ${there}, and off for none` };
};
