/** What an incident cost in sign-ups and first purchases. */
export const skLost = {
  heading: 'Čo sa nestalo',
  signups: 'Registrácie',
  firstPurchases: 'Prvé nákupy',
  about: 'asi o {count} menej',
  range: '({low} až {high})',
  none: 'nevidno žiadnu stratu',
  most: '(najviac {high})',
  basis: 'Prešlo {actual}, čakalo sa {expected} (predošlé týždne: {weeks})',
  regions: '– v tých istých regiónoch; samotný krok výpadok nezasiahol',
  why: {
    no_service: 'Žiadna služba nie je označená ako tento krok.',
    not_here: 'V tomto kroku tu ešte nikoho nebolo vidieť.',
    no_weeks: 'Zatiaľ sa nevie: treba dva bežné predošlé týždne.',
    who: 'O tých, čo vôbec neprišli, sa to nevie.',
    not_yet: 'Počíta sa.',
  },
};
