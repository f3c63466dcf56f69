// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

// All are the rules, by topic.
var All = []Rule{
	serviceSelectsObjectLabels,
	serviceSelectsNoMachine,
	serviceMissesReplica,
	serviceSelectsForeignMachine,
	selectorUsesUnstableLabel,
	selectorNeedsNewerKubevirt,
	reservedTemplateLabel,
	servicePublishesUnready,
	serviceNameInvalid,
	servicePortsAmbiguous,
	headlessServiceHasNoAddress,
	fieldNeedsLoadBalancer,
	sourceRangeInvalid,
	localPolicyDoesNotSpread,
	addressFollowsMachine,
	internalTrafficStaysLocal,
	singleMachineBehindService,
	serviceWithoutReadiness,
	machineNotOnPodNetwork,

	runningNextToRunStrategy,
	runStrategyMissing,
	runningDeprecated,
	runStrategyUnknown,
	noAutomaticRecovery,
	rerunOnFailureStaysOffAfterDrain,
	rerunOnFailureWithLiveness,
	noGracePeriod,
	pausedStartWithLiveness,
	rebootPolicyUnknown,

	evictionStrategyUnknown,
	evictionStrategyNotWritten,
	hostDeviceBlocksDrain,
	encryptionBlocksDrain,
	hypervPassthroughBlocksDrain,
	bridgeBlocksDrain,
	diskBlocksDrain,
	migratabilityUnknown,
	hostPassthroughCpu,
	drainStopsMachine,
	externalEvictionNeedsController,
	migrationPolicySelectorInvalid,
	migrationPolicyNumberNegative,
	migrationPolicyPostCopy,
}
