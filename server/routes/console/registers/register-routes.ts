import { Hono } from 'hono'
import type { AppDeps } from '../../../http/app-deps.ts'
import { breachRoutes } from './breaches.ts'
import { readRegisterRoutes } from './read.ts'
import { writeRegisterRoutes } from './write.ts'

/** Registers that the law asks for, below `/v1/admin/registers`. */
export const registerRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .route('/', readRegisterRoutes(deps))
    .route('/', writeRegisterRoutes(deps))
    .route('/breaches', breachRoutes(deps))
