import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A self-signed certificate of any age, made on the spot: one that is kept would end some day. */

const tagged = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const utcTime = (at: number): Buffer =>
  tagged(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));

const commonName = '550403';
const alternativeNames = '551d11';
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));

const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(objectId(commonName), tagged(0x0c, Buffer.from(name)))));

export interface Certificate {
  /** PEM, both. */
  cert: string;
  key: string;
}

/** @param validTo epoch ms @param name the host it is for */
export const selfSigned = (validTo: number, name = 'localhost'): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = tagged(0x04, sequence(tagged(0x82, Buffer.from(name))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    nameOf(name),
    sequence(utcTime(validTo - 365 * 86_400_000), utcTime(validTo)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(objectId(alternativeNames), names))),
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines = sequence(body, ecdsaWithSha256, signature)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
};
