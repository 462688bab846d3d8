import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import {
  routes,
  type Customer,
  type CustomersAccepted,
  type DirectorySize,
} from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import type { RawBody } from '../http/body-parsers.http.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { LogReader } from '../impact/log.reader.js';
import { parseBody } from '../signals/body.js';
import { CustomersService } from './customers.service.js';
import { DirectoryReader } from './directory.reader.js';

/** PUT /api/v1/customers, GET /api/v1/customers/:id and GET /api/v1/directory. */
@Controller()
export class CustomersController {
  constructor(
    @Inject(CustomersService) private readonly customers: CustomersService,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(LogReader) private readonly reader: LogReader,
  ) {}

  @Handles(routes.putCustomers)
  async put(
    @Body() body: RawBody | undefined,
    @Req() request: KnownRequest,
  ): Promise<CustomersAccepted> {
    const parsed = valueOf(parseBody(body, 'customer'));
    return valueOf(await this.customers.put(parsed, request.caller?.id ?? ''));
  }

  @Handles(routes.getDirectorySize)
  async size(): Promise<DirectorySize> {
    await this.directory.refresh();
    return this.directory.people.stated;
  }

  @Handles(routes.getCustomer)
  async get(@Param('id') id: string): Promise<Customer> {
    // signals may have named a customer that the directory does not know
    await this.reader.refresh();
    return (
      this.directory.people.describe(id) ??
      refuse({
        code: 'not_found',
        detail: `there is no customer ${id.slice(0, 200)}`,
        remedy: 'add it with PUT /api/v1/customers; GET /api/v1/lookup?q= searches',
      })
    );
  }
}
