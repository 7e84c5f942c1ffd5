using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.RiskRules;

[Permit(Permission.ReadBrain)]
public sealed class EditModel(IMediator mediator) : RiskRulePageModel(mediator);
