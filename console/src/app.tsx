// SPDX-License-Identifier: Apache-2.0
import { lazy, Suspense, type ReactNode } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { Loading } from './ui/loading.tsx'
import { NotFound } from './ui/not-found.tsx'
import { Shell } from './ui/shell/index.tsx'
import { useSession } from './session.tsx'

const SignIn = lazy(async () => ({ default: (await import('./pages/sign-in/index.tsx')).SignIn }))
const Join = lazy(async () => ({ default: (await import('./pages/sign-in/join.tsx')).Join }))
const Today = lazy(async () => ({ default: (await import('./pages/today/index.tsx')).Today }))
const Requests = lazy(async () => ({ default: (await import('./pages/requests/index.tsx')).Requests }))
const Request = lazy(async () => ({ default: (await import('./pages/requests/request.tsx')).Request }))
const Programme = lazy(async () => ({ default: (await import('./pages/programme/index.tsx')).Programme }))
const Cycle = lazy(async () => ({ default: (await import('./pages/programme/cycle.tsx')).Cycle }))
const Promises = lazy(async () => ({ default: (await import('./pages/promises/index.tsx')).Promises }))
const Policy = lazy(async () => ({ default: (await import('./pages/policy/index.tsx')).Policy }))
const Draft = lazy(async () => ({ default: (await import('./pages/policy/draft.tsx')).Draft }))
const Version = lazy(async () => ({ default: (await import('./pages/policy/version.tsx')).Version }))
const Notices = lazy(async () => ({ default: (await import('./pages/notices/index.tsx')).Notices }))
const Catalog = lazy(async () => ({ default: (await import('./pages/catalog/index.tsx')).Catalog }))
const Inventory = lazy(async () => ({ default: (await import('./pages/inventory/index.tsx')).Inventory }))
const InventoryEntry = lazy(async () => ({
  default: (await import('./pages/inventory/entry.tsx')).Entry,
}))
const Recipients = lazy(async () => ({
  default: (await import('./pages/recipients/index.tsx')).Recipients,
}))
const NewRecord = lazy(async () => ({ default: (await import('./pages/recipients/new.tsx')).NewRecord }))
const ProvisionRecord = lazy(async () => ({
  default: (await import('./pages/recipients/record.tsx')).ProvisionRecord,
}))
const Persons = lazy(async () => ({ default: (await import('./pages/persons/index.tsx')).Persons }))
const Standing = lazy(async () => ({ default: (await import('./pages/standing/index.tsx')).Standing }))
const Gate = lazy(async () => ({ default: (await import('./pages/gate/index.tsx')).Gate }))
const Ledger = lazy(async () => ({ default: (await import('./pages/ledger/index.tsx')).Ledger }))
const Fact = lazy(async () => ({ default: (await import('./pages/ledger/fact.tsx')).Fact }))
const Settings = lazy(async () => ({ default: (await import('./pages/settings/index.tsx')).Settings }))

/** Every address of the console; each page is a file of its own, loaded when it is first opened. */
export function App(): ReactNode {
  return (
    <BrowserRouter basename="/console">
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          <Route path="/join" element={<Join />} />
          <Route path="/" element={<Home />} />
          <Route path="/:organisation" element={<Shell />}>
            <Route index element={<Navigate to="today" replace />} />
            <Route path="today" element={<Today />} />
            <Route path="requests" element={<Requests />} />
            <Route path="requests/:id" element={<Request />} />
            <Route path="programme" element={<Programme />} />
            <Route path="programme/:id" element={<Cycle />} />
            <Route path="promises" element={<Promises />} />
            <Route path="policy" element={<Policy />} />
            <Route path="policy/drafts/:id" element={<Draft />} />
            <Route path="policy/versions/:version" element={<Version />} />
            <Route path="notices" element={<Notices />} />
            <Route path="catalog/:part?" element={<Catalog />} />
            <Route path="inventory/:part?" element={<Inventory />} />
            <Route path="inventory/entries/:id" element={<InventoryEntry />} />
            <Route path="recipients" element={<Recipients />} />
            <Route path="recipients/new" element={<NewRecord />} />
            <Route path="recipients/:id" element={<ProvisionRecord />} />
            <Route path="persons" element={<Persons />} />
            <Route path="standing/:part?" element={<Standing />} />
            <Route path="gate/:part?" element={<Gate />} />
            <Route path="ledger" element={<Ledger />} />
            <Route path="ledger/:id" element={<Fact />} />
            <Route path="settings/:part?" element={<Settings />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </Suspense>
    </BrowserRouter>
  )
}

/** The console's root: the first organisation of whoever is signed in. */
function Home(): ReactNode {
  const session = useSession()
  if (session.isPending) return <Loading />
  const [first] = session.data?.organisations ?? []
  return (
    <Navigate
      to={first && session.data?.secondFactor === 'proven' ? `/${first.id}/today` : '/sign-in'}
      replace
    />
  )
}
