import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** A certificate (with its chain) and its private key, in PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

export interface CertificateRequest {
  commonName: string;
  /** DNS names and IP addresses. */
  altNames: string[];
  notBefore?: Date;
  notAfter?: Date;
  /** true: signed by its own key instead of the sandbox's CA. */
  selfSigned?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 90;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const serialNumber = (): string => `01${randomBytes(15).toString('hex')}`;
const keyPair = (): Promise<webcrypto.CryptoKeyPair> => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const privatePem = async (key: webcrypto.CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

/** A fresh certificate authority: its own certificate in PEM, and a way to issue others. */
export async function certificateAuthority() {
  const keys = await keyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=maas-verify sandbox CA',
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pem = certificate.toString('pem');
  const issue = async (request: CertificateRequest): Promise<KeyPair> => {
    const own = await keyPair();
    const issued = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${request.commonName}`,
      issuer: request.selfSigned ? `CN=${request.commonName}` : certificate.subject,
      notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
      notAfter: request.notAfter ?? new Date(Date.now() + VALID_DAYS * DAY_MS),
      publicKey: own.publicKey,
      signingKey: request.selfSigned ? own.privateKey : keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          request.altNames.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
      ],
    });
    const certificatePem = issued.toString('pem');
    return {
      cert: request.selfSigned ? certificatePem : `${certificatePem}\n${pem}\n`,
      key: await privatePem(own.privateKey),
    };
  };
  return { pem, issue };
}
