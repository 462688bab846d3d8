/** What an incident cost in sign-ups and first purchases. */
export const deLost = {
  heading: 'Was nicht geschah',
  signups: 'Anmeldungen',
  firstPurchases: 'Erste Käufe',
  about: 'etwa {count} weniger',
  range: '({low} bis {high})',
  none: 'kein Verlust zu sehen',
  most: '(höchstens {high})',
  basis: '{actual} kamen durch, {expected} waren zu erwarten (Wochen davor: {weeks})',
  regions: '– in denselben Regionen; der Schritt selbst ist nicht betroffen',
  why: {
    no_service: 'Kein Dienst ist als dieser Schritt angegeben.',
    not_here: 'Hier wurde in diesem Schritt noch niemand gesehen.',
    no_weeks: 'Noch nicht bekannt: Es braucht zwei gewöhnliche Wochen davor.',
    who: 'Von denen, die nie kamen, weiß man das nicht.',
    not_yet: 'Wird berechnet.',
  },
};
