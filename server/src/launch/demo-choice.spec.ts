import { chooseDemo, usualDemo } from './demo-choice.js';

const scenarios = [usualDemo, 'quiet-week'];
const choice = { asked: undefined, scenarios, removed: false };

describe('which demo npm start plays', () => {
  it('is Christmas Eve, unless another is asked for, or none', () => {
    expect(chooseDemo(choice)).toEqual({ demo: usualDemo });
    expect(chooseDemo({ ...choice, asked: 'quiet-week' })).toEqual({ demo: 'quiet-week' });
    expect(chooseDemo({ ...choice, asked: 'off' })).toEqual({ demo: 'off' });
  });

  it('is none where it was removed, until someone asks for it again', () => {
    expect(chooseDemo({ ...choice, removed: true })).toEqual({ demo: 'off' });
    expect(chooseDemo({ ...choice, removed: true, asked: usualDemo })).toEqual({ demo: usualDemo });
  });

  it('is none where no player came along', () => {
    expect(chooseDemo({ ...choice, scenarios: [] })).toEqual({ demo: 'off' });
  });

  it('says what there is when it does not know the one that is asked for', () => {
    expect(chooseDemo({ ...choice, asked: 'storm' })).toEqual({
      refused:
        'There is no demo called "storm": there are christmas-eve-2012, quiet-week, and off for none',
    });
  });
});
