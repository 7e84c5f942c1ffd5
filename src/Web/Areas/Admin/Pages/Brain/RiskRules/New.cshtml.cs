using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.RiskRules;

[Permit(Permission.EditBrain)]
public sealed class NewModel(IMediator mediator) : RiskRulePageModel(mediator);
