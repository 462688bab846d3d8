import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuse } from '../http/failure.exception.js';
import { Requires } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { AccessService } from './access.service.js';
import { sessionCookie } from './secrets.js';

const SignIn = z.object({ key: z.string().min(1).max(500) });

/** The Set-Cookie header of a session; an empty value ends it. */
export const cookieHeader = (session: string, secure: boolean): string =>
  `${sessionCookie}=${session}; Path=/; HttpOnly; SameSite=Lax` +
  `; Max-Age=${session === '' ? 0 : 30 * 86_400}${secure ? '; Secure' : ''}`;

/** Signs a page in with a key, and out. */
@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(AccessService) private readonly access: AccessService) {}

  @Post()
  @HttpCode(204)
  @Requires('open')
  async signIn(
    @Body(new ZodBody(SignIn)) { key }: z.output<typeof SignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session = await this.access.signIn(key.trim());
    if (session === undefined) {
      refuse({
        code: 'key_unknown',
        detail: 'the key is not known, was revoked, or may not read',
        field: 'key',
        remedy: 'npm start prints a sign-in link that holds a key',
      });
      return;
    }
    void reply.header('set-cookie', cookieHeader(session, request.protocol === 'https'));
  }

  @Delete()
  @HttpCode(204)
  @Requires('open')
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('set-cookie', cookieHeader('', request.protocol === 'https'));
  }
}
