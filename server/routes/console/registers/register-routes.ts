import { Hono } from 'hono'
import type { Deps } from '../../../deps.ts'
import { breachRoutes } from './breaches.ts'
import { readRegisterRoutes } from './read.ts'
import { writeRegisterRoutes } from './write.ts'

/** Registers that the law asks for, below `/v1/admin/registers`. */
export const registerRoutes = (deps: Deps): Hono =>
  new Hono()
    .route('/', readRegisterRoutes(deps))
    .route('/', writeRegisterRoutes(deps))
    .route('/breaches', breachRoutes(deps))
