import type { Random } from '../people/random.js';

/** Names of nobody in particular. */

const first =
  'Ada Alva Amir Ana Anil Asha Ben Bruno Carla Chen Clara Dana Diego Edda Elias Emma Eve Farid Finn Greta Hana Hugo Ida Ines Ivan Jack Jana Jonas Juan Kai Kira Lars Lea Leo Lin Lucia Luis Maja Marco Maria Mei Mila Nadia Nils Nina Noah Nora Olga Omar Oscar Otto Pablo Paula Pia Ravi Rosa Ruth Sam Sara Sofia Theo Tom Uma Vera Yara Zoe'.split(
    ' ',
  );
const last =
  'Abbott Almeida Andersen Baker Berg Bianchi Brown Byrne Carter Castro Clark Costa Dahl Diaz Doyle Evans Fischer Flores Garcia Green Gupta Hansen Hayes Hill Ito Jensen Johnson Jones Kelly Khan Kim King Larsen Lee Lopez Martin Mendes Meyer Miller Moore Murphy Nguyen Nielsen Novak Olsen Ortiz Park Patel Perez Reid Rivera Rossi Ruiz Santos Schmidt Silva Singh Smith Soto Stone Sun Taylor Torres Walker Ward Weber White Wong Wright Young'.split(
    ' ',
  );
const trade =
  'Hotel Clinic Bistro School Gym Bakery Studio Motors Books Dental Salon Brewery Cinema Market'.split(
    ' ',
  );

export const nameOf = (random: Random, kind: 'person' | 'company'): string =>
  kind === 'person'
    ? `${random.pick(first)} ${random.pick(last)}`
    : `${random.pick(last)} ${random.pick(trade)}`;
