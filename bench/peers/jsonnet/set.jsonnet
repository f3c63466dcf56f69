// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// The common work: machines, their Services, and what they share, as a stream of objects.
local values = std.extVar('values');

local machine(m) = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: {
    name: m.name + '-0',
    namespace: 'shop',
    annotations: {
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'client.lifecycle.config.k8s.io/deletion': 'detach',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      'vmha.dev/owned-by': 'HighAvailability/shop/' + m.name,
    },
  },
  spec: {
    runStrategy: 'Always',
    template: {
      metadata: { labels: { [m.label]: m.name } },
      spec: {
        domain: {
          cpu: { cores: m.cores },
          memory: { guest: m.memory },
          devices: {
            disks: [
              { name: 'rootdisk', disk: { bus: 'virtio' }, bootOrder: 1 },
              { name: 'cloudinit', disk: { bus: 'virtio' } },
            ],
            interfaces: [{
              name: 'default',
              model: 'virtio',
              masquerade: {},
              ports: [{ name: 'http', protocol: 'TCP', port: m.targetPort }],
            }],
            rng: {},
            watchdog: { name: 'watchdog', i6300esb: { action: 'poweroff' } },
          },
        },
        evictionStrategy: 'LiveMigrate',
        terminationGracePeriodSeconds: 180,
        volumes: [
          { name: 'rootdisk', dataVolume: { name: m.name + '-0-root' } },
          { name: 'cloudinit', cloudInitNoCloud: { userData: '#cloud-config\nuser: %s\n' % m.user } },
        ],
        networks: [{ name: 'default', pod: {} }],
        architecture: 'amd64',
        readinessProbe: { tcpSocket: { port: m.targetPort }, timeoutSeconds: 3, periodSeconds: 5, failureThreshold: 3 },
      },
    },
    dataVolumeTemplates: [{
      metadata: { name: m.name + '-0-root' },
      spec: {
        sourceRef: { kind: 'DataSource', namespace: 'golden-images', name: m.image },
        storage: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: m.disk } }, volumeMode: 'Block' },
      },
    }],
  },
};

local service(m) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: m.name,
    namespace: 'shop',
    annotations: { 'metallb.io/address-pool': 'shared', 'vmha.dev/owned-by': 'HighAvailability/shop/' + m.name },
  },
  spec: {
    ports: [{ name: 'http', protocol: 'TCP', port: m.port, targetPort: m.targetPort }],
    selector: { [m.label]: m.name },
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv6'],
  },
};

local shared(apiVersion, kind, name, namespace, spec) = {
  apiVersion: apiVersion,
  kind: kind,
  metadata: { name: name, namespace: namespace, annotations: { 'vmha.dev/owned-by': 'HighAvailabilityPlatform//prod' } },
  spec: spec,
};

local notReady(status) = { type: 'Ready', status: status, timeout: '5m0s' };

[machine(m) for m in values.machines] + [service(m) for m in values.machines] + [
  shared('metallb.io/v1beta1', 'IPAddressPool', 'shared', 'metallb-system', { addresses: [values.range], autoAssign: false }),
  shared('metallb.io/v1beta1', 'L2Advertisement', 'shared', 'metallb-system', { ipAddressPools: ['shared'] }),
  shared('machine.openshift.io/v1beta1', 'MachineHealthCheck', 'workers', 'openshift-machine-api', {
    selector: { matchLabels: {
      'machine.openshift.io/cluster-api-machine-role': 'worker',
      'machine.openshift.io/cluster-api-machine-type': 'worker',
    } },
    unhealthyConditions: [notReady('False'), notReady('Unknown')],
    maxUnhealthy: 1,
  }),
]
